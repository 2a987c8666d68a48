import { type FileSample, lines } from '../../../documents/file-sample.ts'

/** A Dockerfile, after a `FROM`. */
export const dockerSample = (...parts: readonly string[]): FileSample => ({
  path: 'Dockerfile',
  text: () => lines('FROM debian:13', ...parts),
})
