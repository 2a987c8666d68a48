import type { ReadProblem } from './content-sink.ts'

const reasons: Readonly<Record<string, ReadProblem>> = {
  EACCES: { code: 'unreadable', reason: 'You may not read it. Run as somebody who may.' },
  EPERM: { code: 'unreadable', reason: 'You may not read it. Run as somebody who may.' },
  ENOENT: {
    code: 'vanished',
    reason: 'It was there when the folder was listed, and gone when it was to be read.',
  },
  ENOTDIR: { code: 'vanished', reason: 'It was a folder when its parent was listed, and is none any more.' },
  ELOOP: {
    code: 'not-a-file',
    reason: 'It became a symbolic link while the scan ran; links are not followed.',
  },
  EISDIR: { code: 'not-a-file', reason: 'It became a folder while the scan ran.' },
  ENXIO: { code: 'not-a-file', reason: 'It is a socket, pipe or device, and has no content to scan.' },
  ENAMETOOLONG: { code: 'too-deep', reason: 'Its path is longer than the operating system can open.' },
}

/** What an error of the file system means for the scan. */
export function fileProblem(error: unknown): ReadProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return reasons[code] ?? { code: 'unreadable', reason: `The operating system could not read it (${code}).` }
}
