import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../scanner/errors.ts'
import { createSealKey, keyLength, type SealKey } from './sealed.ts'

/** Where the key lies when it is not given; beside the database, never in it. */
export const sealKeyFile = 'seal-key'

export type SealKeys = readonly [SealKey, ...SealKey[]]

/**
 * The keys that seal and open columns: those of the setting, else those of the data folder, where one is made at the first
 * time. One a line, or separated by commas; the first seals, the others only open.
 * @param given the setting `SEAL_KEY`
 * @throws AppError `invalid-configuration`
 */
export function readSealKeys(given: string | undefined, dataFolder: string): SealKeys {
  if (given !== undefined) return parse(given, 'SEAL_KEY')
  const file = path.resolve(dataFolder, sealKeyFile)
  return parse(readFile(file) ?? makeFile(file), file)
}

/** Puts a new key before those of the data folder; what the old ones sealed still opens, and is to be sealed again. */
export const rotateSealKey = (dataFolder: string): SealKeys =>
  rotateKeyFile(path.resolve(dataFolder, sealKeyFile))

/** Puts a new key before those of a file, in one step: whoever reads it meanwhile has the old ones or all. */
export function rotateKeyFile(file: string): SealKeys {
  const text = `${newKey()}\n${readFile(file) ?? ''}`
  replaceFile(file, text)
  return parse(text, file)
}

/** Leaves the first key of a file, and those that still seal something. @returns ids of the keys that are gone */
export function retireKeys(file: string, used: ReadonlySet<string>): readonly string[] {
  const texts = (readFile(file) ?? '').split(/[\s,]+/).filter(Boolean)
  const kept = texts.filter((text, index) => index === 0 || used.has(keyOf(text, file).id))
  if (kept.length === texts.length) return []
  replaceFile(file, `${kept.join('\n')}\n`)
  return texts.filter((text) => !kept.includes(text)).map((text) => keyOf(text, file).id)
}

function replaceFile(file: string, text: string): void {
  const aside = `${file}.${process.pid}`
  try {
    writeFileSync(aside, text, { mode: 0o600 })
    renameSync(aside, file)
  } catch (cause) {
    rmSync(aside, { force: true })
    throw new AppError('invalid-configuration', `The file with the keys, ${file}, cannot be written.`, {
      cause,
      todo: 'Put a new key before the others where the file comes from, and run `gatehouse keys rotate --no-new-key`.',
    })
  }
}

/**
 * Keys that are read anew when their file has changed, so that processes that run take a new one up without a restart.
 * @param file undefined: they were given in a setting, and stay as they are until the process starts again
 */
export function followSealKeys(
  given: string | undefined,
  file: string | undefined,
  dataFolder: string,
): (isMissed: boolean) => SealKeys {
  const followed = file ?? (given === undefined ? path.resolve(dataFolder, sealKeyFile) : undefined)
  let keys = readSealKeys(file === undefined ? given : readFile(file), dataFolder)
  if (followed === undefined) return () => keys
  let seen = changeOf(followed)
  return (isMissed) => {
    const now = changeOf(followed)
    if (now === seen && !isMissed) return keys
    try {
      keys = parse(readFile(followed) ?? '', followed)
      seen = now
    } catch {
      // Somebody writes it just now, or took it away: what was read before still opens what it opened.
    }
    return keys
  }
}

/** Tells one state of a file from another; undefined: it is not there. */
function changeOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && `${stats.ino} ${stats.mtimeMs} ${stats.size}`
}

const newKey = (): string => randomBytes(keyLength).toString('base64')

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new AppError('invalid-configuration', `The key that seals columns, ${file}, cannot be read.`, {
      cause: error,
    })
  }
}

/** Written aside and linked, so that of two processes that start at once one makes it and both have the same. */
function makeFile(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, `${newKey()}\n`, { mode: 0o600 })
  try {
    linkSync(aside, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
  return readFileSync(file, 'utf8')
}

function parse(text: string, where: string): SealKeys {
  const [first, ...others] = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => keyOf(one, where))
  if (first === undefined) throw invalid(where)
  return [first, ...others]
}

function keyOf(text: string, where: string): SealKey {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (bytes.length !== keyLength) throw invalid(where)
  return createSealKey(bytes)
}

const invalid = (where: string): AppError =>
  new AppError(
    'invalid-configuration',
    `${where} must hold keys of ${keyLength} bytes each, in base64 or hex.`,
    { todo: 'Make one with `openssl rand -base64 32`.' },
  )
