import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type * as TreeSitter from 'web-tree-sitter'
import { dialectOf } from './dialects/index.ts'
import { type Grammar, grammarPath, languageOf } from './language.ts'

/** What parses one grammar, and the query that finds the places rules may look at. */
export interface LoadedGrammar {
  readonly parser: TreeSitter.Parser
  readonly query: TreeSitter.Query
}

/** In each thread, because WebAssembly's memory is its own. */
const loaded = new Map<Grammar, LoadedGrammar>()
let started: Promise<typeof TreeSitter> | undefined

/** Only scans that look into code pay for the parser. */
async function start(): Promise<typeof TreeSitter> {
  const treeSitter = await import('web-tree-sitter')
  await treeSitter.Parser.init({ wasmBinary: readFileSync(fileOf('web-tree-sitter/web-tree-sitter.wasm')) })
  return treeSitter
}

/** Loads what is not loaded yet: about 20 ms once, and 10 ms for each grammar. */
export async function loadGrammars(wanted: Iterable<Grammar>): Promise<void> {
  for (const grammar of new Set(wanted)) {
    if (loaded.has(grammar)) continue
    loaded.set(grammar, await load(await (started ??= start()), grammar))
  }
}

/** A grammar that was loaded before. */
export const loadedGrammar = (grammar: Grammar): LoadedGrammar | undefined => loaded.get(grammar)

/**
 * The parser's memory is shared by all grammars of a thread and cannot be made anew. Once it has failed nothing that it says
 * can be believed, and this thread parses no more.
 */
let hasFailed = false
export const hasParserFailed = (): boolean => hasFailed
export function giveUpParser(): void {
  hasFailed = true
}

async function load(
  { Language, Parser, Query }: typeof TreeSitter,
  grammar: Grammar,
): Promise<LoadedGrammar> {
  const language = await Language.load(readFileSync(fileOf(grammarPath(grammar))))
  const parser = new Parser()
  parser.setLanguage(language)
  const { query, more } = dialectOf(languageOf(grammar))
  return { parser, query: new Query(language, query + (more?.[grammar] ?? '')) }
}

/** Beside the program where it is packed, else in the package that brings it. */
function fileOf(path: string): string {
  const beside = join(dirname(import.meta.filename), basename(path))
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(path)
}
