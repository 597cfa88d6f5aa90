/** Hashes of the page's script and style, by which its policy lets them run. A test says when they must be renewed. */
export const SCRIPT_HASH = 'sha256-b5/ml6kUKYcJYEDIrU7n0KVMLfmdjZ4kPzXrmxntAHg=';
export const STYLE_HASH = 'sha256-ygq6x7WamVhFJN4E+Xh/7NR7KIOS4k0zR4oebuQxYvQ=';
