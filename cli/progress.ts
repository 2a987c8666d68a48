import { SingleBar } from 'cli-progress'
import type { Progress as ScanProgress } from '../scanner/scan.ts'

/** How far something is, of a scan or of what the App recorded. */
interface Progress extends Omit<ScanProgress, 'step'> {
  readonly step: ScanProgress['step'] | 'verifying' | 'exporting'
}

/** Shows how far something is, on a terminal; elsewhere nothing. */
export interface ProgressBar {
  update(progress: Progress): void
  stop(): void
}

const words: Record<Progress['step'], string> = {
  listing: 'Listing files',
  history: 'Reading history',
  scanning: 'Scanning',
  verifying: 'Verifying',
  exporting: 'Exporting',
}

/** @param stream the terminal, standard error, so that the result can be piped; undefined for no bar */
export function createProgressBar(stream: NodeJS.WriteStream | undefined, unicode: boolean): ProgressBar {
  if (!stream) return { update: () => {}, stop: () => {} }
  const [barCompleteChar, barIncompleteChar] = unicode ? ['━', '─'] : ['#', '-']
  const bar = new SingleBar({
    stream,
    barCompleteChar,
    barIncompleteChar,
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
    format: '{step} {bar} {value}/{total}',
    etaBuffer: 1,
  })
  let step: Progress['step'] | undefined
  return {
    update({ step: next, done, total }) {
      if (total === 0) return
      if (next !== step) {
        if (step) bar.stop()
        bar.start(total, done, { step: words[next] })
        step = next
      }
      bar.update(done)
    },
    stop() {
      if (step) bar.stop()
    },
  }
}
