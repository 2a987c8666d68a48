import { environment } from './config.ts'
import { runProcess } from './run-process.ts'
import { startGovernor } from './start-governor.ts'
import { stopSignal } from './stop-signal.ts'
import { usualWaits, type Waits } from './waits.ts'

/** The whole program, on the main thread. Ends the process. @param waits who tries the program waits less */
export async function runProgram(waits: Waits = usualWaits): Promise<never> {
  process.exitCode = await runProcess({
    environment,
    waits,
    startGovernor,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stopSignal(),
    onCrash: (report) => {
      // Node would print the error with all that hangs on it, such as a request's headers.
      process.on('uncaughtException', (error) => {
        report(error)
        process.exit(70)
      })
    },
  })
  // Nothing keeps the process now but what did not end in time.
  process.exit()
}
