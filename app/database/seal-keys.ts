import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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
export function rotateSealKey(dataFolder: string): SealKeys {
  const file = path.resolve(dataFolder, sealKeyFile)
  const text = `${newKey()}\n${readFile(file) ?? ''}`
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, text, { mode: 0o600 })
  renameSync(aside, file)
  return parse(text, file)
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
