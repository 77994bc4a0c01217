/** Loaded when it is first called for. A module of its own: a bundle's `import()` of a CommonJS package has no names. */
export { api } from '@pagerduty/pdjs';
