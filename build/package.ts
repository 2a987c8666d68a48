// Builds what is published: JavaScript for Node 20 and newer in dist/, because Node does not strip types under
// node_modules, and the notices of the libraries bundled into it. `npm run build`.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { z } from 'zod'
import { bundledResolve } from './bundled.ts'
import { copyGrammars, grammarFiles } from './grammars.ts'

const aboutSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() })
const root = path.join(import.meta.dirname, '..')

rmSync(path.join(root, 'dist'), { recursive: true, force: true })
const bundle = await rolldown({
  input: { gatehouse: path.join(root, 'cli/gatehouse.ts') },
  platform: 'node',
  resolve: bundledResolve,
  transform: { target: 'node20.15' },
})
const { output } = await bundle.write({
  dir: path.join(root, 'dist'),
  format: 'esm',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
  chunkFileNames: '[name]-[hash].js',
})
await bundle.close()
copyGrammars(path.join(root, 'dist'))

const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
writeFileSync(
  path.join(root, 'THIRD-PARTY-NOTICES.txt'),
  noticesOf(packageFolders([...modules, ...grammarFiles])),
)

/** The folders of the packages that modules come from, sorted. */
function packageFolders(moduleIds: readonly string[]): readonly string[] {
  const folders = moduleIds.flatMap(
    (id) => /^(?<folder>.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.groups?.['folder'] ?? [],
  )
  return [...new Set(folders)].toSorted()
}

function noticesOf(folders: readonly string[]): string {
  const notices = folders.map((folder) => {
    const about = aboutSchema.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
    const text =
      file === undefined
        ? 'No licence file is in the package.'
        : readFileSync(path.join(folder, file), 'utf8').trim()
    return `${about.name} ${about.version} (${about.license ?? 'licence not named'})\n\n${text}\n`
  })
  return `Gatehouse's published files contain these libraries.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}

if (!existsSync(path.join(root, 'dist/gatehouse.js'))) throw new Error('the build wrote no dist/gatehouse.js')
