// Builds the Action: one file for Node 24 that needs no installation, beside it what is only loaded where it is wanted, and the notices
// of the libraries in both; the same bytes each time. `npm run build:action` writes dist-action/, or the folder that is named; with `--check` it compares
// what is committed with what would be built, and changes nothing.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process, { argv } from 'node:process'
import { rolldown } from 'rolldown'
import { bundledResolve } from './bundled.ts'
import { copyGrammars, grammarFiles } from './grammars.ts'
import { noticesFor } from './notices.ts'

const root = path.join(import.meta.dirname, '..')
const committed = path.join(root, 'dist-action')

async function build(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const bundle = await rolldown({
    input: { index: path.join(root, 'action/main.ts') },
    platform: 'node',
    resolve: bundledResolve,
    transform: { target: 'node24' },
    // The parser of code has one in a part that is never used here.
    checks: { eval: false },
  })
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    entryFileNames: '[name].js',
    // Claude's clients are three times the rest, and loaded only where they are wanted.
    chunkFileNames: 'part-[name].js',
  })
  await bundle.close()
  copyGrammars(folder)
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
  writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesFor([...modules, ...grammarFiles]))
}

/** Ends with 1, and says what to do, where the committed bundle is not the one of these sources. */
async function check(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-built-'))
  try {
    await build(folder)
    const differing = differences(folder, committed)
    if (differing.length === 0) return console.log('dist-action/ is what these sources build.')
    console.error(
      `dist-action/ is not what these sources build: ${differing.join(', ')}.\nRun \`npm run build:action\` and commit dist-action/.`,
    )
    process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names of files that are in one folder alone or are not the same in both. */
function differences(one: string, other: string): readonly string[] {
  const names = new Set([...namesIn(one), ...namesIn(other)])
  return [...names].toSorted().filter((name) => {
    const [here, there] = [contentOf(one, name), contentOf(other, name)]
    return here === undefined || there === undefined || !here.equals(there)
  })
}

const contentOf = (folder: string, name: string): Buffer | undefined =>
  namesIn(folder).includes(name) ? readFileSync(path.join(folder, name)) : undefined

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Never built here.
    return []
  }
}

const [how] = argv.slice(2)
if (how === '--check') await check()
else await build(how ?? committed)
