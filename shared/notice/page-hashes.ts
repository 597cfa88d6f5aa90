/** Hashes of the page's script and style, by which its policy lets them run. A test says when they must be renewed. */
export const SCRIPT_HASH = 'sha256-eZno9+1kB+RLmxMvB0hyifYcg8DBy8o52yZg6ZynzrM=';
export const STYLE_HASH = 'sha256-e7O1Fe5L7Gt2KkvZZVD2E96jpDuGrUIzuZjFMe0KlXU=';
