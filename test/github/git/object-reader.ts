import { once } from 'node:events'
import { startGit, type StartedGit } from '../../git-starter/start-git.ts'
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
  readonly #git: Promise<StartedGit>
  readonly #waiting: Waiting[] = []
  #received: Buffer = Buffer.alloc(0)

  constructor(folder: string) {
    this.#git = startGit({
      args: ['cat-file', '--batch'],
      folder,
      environment: gitEnvironment,
      hasInput: true,
    })
    this.#git.then(
      (git) => this.#listen(git),
      () => this.#rejectAll(),
    )
  }

  /** The object of that name, in any form that git understands; undefined if there is none. */
  read(name: string): Promise<GitObject | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#git.then(({ input }) => input!.write(`${name}\n`), reject)
    })
  }

  close(): void {
    // Where it was not started, whoever asked was told.
    this.#git.then(
      ({ input }) => input!.end(),
      () => {},
    )
  }

  #listen({ output, ended }: StartedGit): void {
    output.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#answer()
    })
    void Promise.all([once(output, 'close'), ended]).then(() => this.#rejectAll())
  }

  #rejectAll(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('git cat-file ended'))
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
