// Builds the Action: one file for Node 24 that needs no installation, and that is the same each time. `npm run build:action`, or with
// the folder to write to.
import path from 'node:path'
import { argv } from 'node:process'
import { rolldown } from 'rolldown'
import { bundledResolve } from './bundled.ts'
import { copyGrammars } from './grammars.ts'

const root = path.join(import.meta.dirname, '..')
const bundle = await rolldown({
  input: { index: path.join(root, 'action/main.ts') },
  platform: 'node',
  resolve: bundledResolve,
  transform: { target: 'node24' },
})
const folder = argv[2] ?? path.join(root, 'dist-action')
await bundle.write({
  dir: folder,
  format: 'esm',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].js',
  codeSplitting: false,
})
await bundle.close()
copyGrammars(folder)
