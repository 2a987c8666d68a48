// Builds what is published: JavaScript for Node 20 and newer in dist/, because Node does not strip types under
// node_modules, the console in dist-console/, and the notices of the libraries bundled into both. `npm run build`.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { bundledResolve } from './bundled.ts'
import { buildConsole } from './console.ts'
import { copyGrammars, grammarFiles } from './grammars.ts'
import { noticesFor } from './notices.ts'

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

const modules = [
  ...output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : [])),
  ...(await buildConsole()),
]
writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), noticesFor([...modules, ...grammarFiles]))

if (!existsSync(path.join(root, 'dist/gatehouse.js'))) throw new Error('the build wrote no dist/gatehouse.js')
