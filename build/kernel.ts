import path from 'node:path'
import { main } from 'assemblyscript/asc'

const folder = path.join(import.meta.dirname, '../scanner/engine/prefilter')

/**
 * Compiles the prefilter's kernel and returns the text of scanner/engine/prefilter/kernel.generated.ts, which holds it as
 * base64: no file has to be found at run time, so source, packed build and bundled Action load it alike.
 */
export async function generateKernel(): Promise<string> {
  const outputs = new Map<string, string | Uint8Array>()
  const { error } = await main(
    [
      path.join(folder, 'kernel/kernel.ts'),
      '--outFile',
      'kernel.wasm',
      '-O3',
      '--runtime',
      'stub',
      '--noAssert',
      '--enable',
      'simd',
    ],
    { writeFile: (name, content) => void outputs.set(name, content) },
  )
  if (error) throw new Error(`The kernel does not compile: ${error.message}`, { cause: error })
  const base64 = Buffer.from(outputs.get('kernel.wasm')!).toString('base64')
  return `// Generated from kernel/kernel.ts by \`npm run generate\`; do not edit.\nexport const kernel =\n  '${base64}'\n`
}

/** Where that text belongs. */
export const kernelFile = path.join(folder, 'kernel.generated.ts')
