/** Version of the product, as package.json states it (a test keeps them equal). */
export const PRODUCT_VERSION = '0.1.0';
