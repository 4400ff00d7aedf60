/** What is used of the package, which has no types of its own. */
declare module 'luaparse' {
  const luaparse: {
    /** @throws {SyntaxError} with `index`, an offset in the text */
    parse(
      text: string,
      options: {
        readonly luaVersion: 'LuaJIT';
        readonly comments: boolean;
        /** Letters beyond ASCII are allowed in names. */
        readonly extendedIdentifiers: boolean;
      },
    ): unknown;
  };
  export default luaparse;
}
