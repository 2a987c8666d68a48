/** Grammars that code is parsed by. */
export const grammars = [
  'javascript',
  'typescript',
  'tsx',
  'python',
  'go',
  'java',
  'ruby',
  'php',
  'csharp',
  'kotlin',
] as const
export type Grammar = (typeof grammars)[number]

/** The package that brings a grammar, and its file in it. */
export const grammarPath = (grammar: Grammar): string => {
  if (grammar === 'kotlin') return '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm'
  return `@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar === 'csharp' ? 'c-sharp' : grammar}.wasm`
}

/** Languages that rules are written for. */
export const languages = ['javascript', 'python', 'go', 'java', 'ruby', 'php', 'csharp', 'kotlin'] as const
export type Language = (typeof languages)[number]

const byExtension: Readonly<Record<string, Grammar>> = {
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  py: 'python',
  pyw: 'python',
  go: 'go',
  java: 'java',
  rb: 'ruby',
  rake: 'ruby',
  ru: 'ruby',
  gemspec: 'ruby',
  php: 'php',
  phtml: 'php',
  php5: 'php',
  php7: 'php',
  inc: 'php',
  cs: 'csharp',
  csx: 'csharp',
  kt: 'kotlin',
  kts: 'kotlin',
}

/** The grammar for a file of that name; undefined where no rule reads such files. */
export function grammarOf(path: string): Grammar | undefined {
  const base = path.slice(path.lastIndexOf('/') + 1)
  const dot = base.lastIndexOf('.')
  const extension = base.slice(dot + 1).toLowerCase()
  // Declarations hold no code that runs.
  if (/\.d\.[cm]?ts$/i.test(base)) return undefined
  return dot > 0 && Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined
}

/** TypeScript is read by the rules for JavaScript. */
export const languageOf = (grammar: Grammar): Language =>
  grammar === 'typescript' || grammar === 'tsx' ? 'javascript' : grammar
