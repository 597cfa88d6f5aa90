/** The mark of the product. */
export const Logo = ({ big }: { readonly big?: boolean }) => (
  <svg className={big ? 'logo big' : 'logo'} viewBox="0 0 16 16" aria-hidden="true">
    <rect width="16" height="16" rx="3" className="logo-plate" />
    <path
      d="M3.5 12.5V6.2L8 3.4v9.1M8 6.6h4.5v5.9"
      fill="none"
      className="logo-line"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  </svg>
);
