/** A key or combination, as on the keyboard. */
export const Keys = ({ of }: { readonly of: string }) => <kbd className="kbd">{of}</kbd>;
