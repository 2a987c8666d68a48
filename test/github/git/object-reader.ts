import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { gitEnvironment } from './run-git.ts'

export interface GitObject {
  readonly oid: string
  readonly type: 'blob' | 'tree' | 'commit' | 'tag'
  readonly content: Buffer
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void
  readonly reject: (reason: Error) => void
}

/** One `git cat-file --batch` that answers for one repository, in the order of the questions. */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting: Waiting[] = []
  #received: Buffer = Buffer.alloc(0)

  constructor(folder: string) {
    this.#child = spawn('git', ['cat-file', '--batch'], { cwd: folder, env: gitEnvironment })
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#answer()
    })
    this.#child.stdin.on('error', () => {})
    // It complains of every object of another kind than asked for, and stops when nobody takes the complaints.
    this.#child.stderr.resume()
    this.#child.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('git cat-file ended'))
    })
  }

  /** The object of that name, in any form that git understands; undefined if there is none. */
  read(name: string): Promise<GitObject | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#child.stdin.write(`${name}\n`)
    })
  }

  close(): void {
    this.#child.stdin.end()
  }

  #answer(): void {
    for (;;) {
      const end = this.#received.indexOf(10)
      if (end < 0) return
      const [oid, type, size] = this.#received.subarray(0, end).toString('utf8').split(' ')
      if (type !== 'blob' && type !== 'tree' && type !== 'commit' && type !== 'tag') {
        this.#received = this.#received.subarray(end + 1)
        this.#waiting.shift()?.resolve(undefined)
        continue
      }
      const next = end + 1 + Number(size)
      if (this.#received.length <= next) return
      const content = Buffer.from(this.#received.subarray(end + 1, next))
      this.#received = this.#received.subarray(next + 1)
      this.#waiting.shift()?.resolve({ oid: oid!, type, content })
    }
  }
}
