import { constants } from 'node:fs'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../scanner/errors.ts'

/** What the App proves itself with on its GitHub host. */
export interface AppCredentials {
  readonly id: number
  readonly privateKey: string
  /** undefined: no webhook is accepted. */
  readonly webhookSecret: string | undefined
}

const keptSchema = z.strictObject({
  /** The API that the App was made on: it is unknown elsewhere. */
  apiUrl: z.url(),
  id: z.int().positive(),
  slug: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  privateKey: z.string(),
  webhookSecret: z.string().nullable(),
})
/** What the set-up keeps. */
export type KeptCredentials = z.output<typeof keptSchema>

export const credentialsFile = (dataFolder: string): string =>
  path.join(dataFolder, 'credentials', 'app-credentials.json')

/**
 * Keeps the credentials of a new App: in one piece, on the disk before it returns, for this account alone, and never over others.
 * @throws AppError `output-failed`
 */
export async function keepCredentials(dataFolder: string, credentials: KeptCredentials): Promise<void> {
  const file = credentialsFile(dataFolder)
  const draft = `${file}.${process.pid}.draft`
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await rm(draft, { force: true })
    await writeDurably(draft, `${JSON.stringify(credentials, null, 2)}\n`)
    // Fails where there is one already, unlike a rename.
    await link(draft, file)
    await syncFolder(path.dirname(file))
  } catch (cause) {
    throw new AppError('output-failed', `The App's credentials could not be kept in ${file}.`, {
      cause,
      todo: 'Make the folder writable for Gatehouse, and see that no older file is there.',
    })
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Without it a new name may be gone after a power failure, though the file's content is not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** @returns undefined where no set-up has made an App. @throws AppError `invalid-configuration` */
export async function readCredentials(
  dataFolder: string,
  apiUrl: string,
): Promise<KeptCredentials | undefined> {
  const file = credentialsFile(dataFolder)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new AppError('invalid-configuration', `${file} cannot be read.`, { cause: error })
  })
  if (text === undefined) return undefined
  const parsed = keptSchema.safeParse(parseJson(text))
  if (!parsed.success) throw new AppError('invalid-configuration', `${file} is not what the set-up wrote.`)
  if (parsed.data.apiUrl !== apiUrl) {
    throw new AppError(
      'invalid-configuration',
      `${file} is of an App on ${parsed.data.apiUrl}, and GITHUB_API_URL is ${apiUrl}.`,
    )
  }
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The schema says that it is nothing of ours; a parser's message would quote the file, which holds secrets.
    return undefined
  }
}
