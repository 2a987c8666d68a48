// `npm run chaos -- --kills N --seed S --processes P`: workers that are killed, and what is left of the truth afterwards.
import { chaosMain } from './chaos-main.ts'
import { openRealProgram } from './real-program.ts'

await chaosMain(openRealProgram, process.argv.slice(2))
