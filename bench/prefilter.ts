/**
 * How fast the engine's first look is: `node bench/prefilter.ts <file or folder>…`. The same literals over the same bytes in
 * WebAssembly, in plain JavaScript, and as one alternation in V8's regular expressions, which is what most scanners in
 * JavaScript do. One thread; reading is not counted.
 */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compileLiterals, type Literal } from '../scanner/engine/prefilter/literals.ts'
import { searchInWebAssembly } from '../scanner/engine/prefilter/prefilter.ts'
import { type Search, searchInJavaScript } from '../scanner/engine/prefilter/scan.ts'
import { median } from './speed/compare.ts'
import { prefilterLiterals } from './speed/prefilter-literals.ts'

const rounds = 5
/** Enough to measure by, little enough to stay in memory. */
const mostBytes = 200e6
/** What the alternation is given: it is slow, and its speed does not depend on the amount. */
const fewBytes = 20e6

const given = process.argv.slice(2)
const literals = prefilterLiterals()
const keys = literals.filter(({ isKey }) => isKey).length
const contents = readContents(
  given.length > 0 ? given : [join(import.meta.dirname, '../node_modules/typescript')],
  mostBytes,
)
const bytes = sizeOf(contents)
console.log(
  `${literals.length} literals, ${keys} of them names of assignments; ${contents.length} files, ${(bytes / 1e6).toFixed(1)} MB\n`,
)

const tables = compileLiterals(literals)
report('WebAssembly', contents, counting(searchInWebAssembly(tables)))
report('JavaScript', contents, counting(searchInJavaScript(tables)))
const few = upTo(contents, fewBytes)
report('one alternation, as written', few, alternation(literals, 'g'))
report('one alternation, any letter case', few, alternation(literals, 'gi'))

type Count = (content: Uint8Array) => number

function counting(find: Search): Count {
  return (content) => find(content).literals.count
}

function alternation(all: readonly Literal[], flags: string): Count {
  const escaped = all.map(({ text }) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const pattern = new RegExp(escaped.join('|'), flags)
  return (content) => Buffer.from(content).toString('latin1').match(pattern)?.length ?? 0
}

function report(name: string, files: readonly Uint8Array[], count: Count): void {
  const runs = Array.from({ length: rounds }, () => {
    const started = performance.now()
    const hits = files.reduce((sum, content) => sum + count(content), 0)
    return { hits, seconds: (performance.now() - started) / 1000 }
  })
  const speeds = runs.map(({ seconds }) => sizeOf(files) / 1e6 / seconds)
  const perMegabyte = (runs[0]!.hits / (sizeOf(files) / 1e6)).toFixed(0)
  const [least, most] = [Math.min(...speeds), Math.max(...speeds)].map((speed) => speed.toFixed(0))
  console.log(
    `${name.padEnd(34)} ${median(speeds).toFixed(0).padStart(5)} MB/s (${least} to ${most}), ${perMegabyte} hits a MB`,
  )
}

function readContents(paths: readonly string[], limit: number): readonly Uint8Array[] {
  const files = paths.flatMap((path) => {
    if (statSync(path).isFile()) return [path]
    return globSync('**/*', { cwd: path })
      .map((name) => join(path, name))
      .toSorted()
  })
  const read: Uint8Array[] = []
  let total = 0
  for (const file of files) {
    const stats = statSync(file, { throwIfNoEntry: false })
    if (!stats?.isFile() || total + stats.size > limit) continue
    total += stats.size
    read.push(readFileSync(file))
  }
  return read
}

function upTo(files: readonly Uint8Array[], limit: number): readonly Uint8Array[] {
  let total = 0
  return files.filter((content) => (total += content.length) <= limit)
}

function sizeOf(files: readonly Uint8Array[]): number {
  return files.reduce((sum, { length }) => sum + length, 0)
}
