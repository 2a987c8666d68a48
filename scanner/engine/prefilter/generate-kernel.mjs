// Compiles kernel/kernel.ts and writes it as base64 into kernel.generated.ts, so that no file has to be found at run time:
// source, packed build and bundled Action load it alike. Run by `npm run generate`.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = import.meta.dirname

/** @returns {Promise<string>} the text of kernel.generated.ts */
export async function generateKernel() {
  const outputs = new Map()
  const { error, stderr } = await asc.main(
    [path.join(folder, 'kernel/kernel.ts'), '--outFile', 'kernel.wasm', '-O3', '--runtime', 'stub', '--noAssert'],
    { writeFile: (name, content) => void outputs.set(name, content) },
  )
  if (error) throw new Error(`AssemblyScript: ${stderr.toString()}`, { cause: error })
  const base64 = Buffer.from(outputs.get('kernel.wasm')).toString('base64')
  return `// Generated from kernel/kernel.ts by \`npm run generate\`; do not edit.\nexport const kernel =\n  '${base64}'\n`
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(path.join(folder, 'kernel.generated.ts'), await generateKernel())
}
