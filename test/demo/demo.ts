// `npm run demo`: a company on a simulated GitHub, and the real program beside it.
import { demoMain } from './demo-main.ts'
import { startProgram } from './start-program.ts'

await demoMain(startProgram, process.argv.slice(2))
