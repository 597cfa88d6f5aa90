/**
 * React Aria adds a style element for touch presses unless one with its id is there. The page allows no inline
 * styles, so the id is taken by an empty element first; the rule itself is in `base.css`.
 */
const ID = 'react-aria-pressable-style';
if (!document.getElementById(ID)) {
  const mark = document.createElement('meta');
  mark.id = ID;
  document.head.append(mark);
}
