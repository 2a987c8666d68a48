// Writes every generated file anew; tests hold them equal to what this writes. `npm run generate`.
import { writeFileSync } from 'node:fs'
import { generateKernel, kernelFile } from './kernel.ts'

writeFileSync(kernelFile, await generateKernel())
