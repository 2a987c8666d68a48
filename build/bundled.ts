/** How packages are found by whatever bundles the program: the published command line, and its threads in tests. */
export const bundledResolve = {
  // What it gives to `require` looks its own parts up at run time, where there are none any more.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
}
