import shared from '../../jest.config.mjs';

/** The pages in a real browser: Debian's Chromium, or the one that CHROMIUM names. */
export default {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
};
