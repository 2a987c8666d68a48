import { readDetectSecrets } from './formats/detect-secrets.ts'
import { readGitleaksConfig } from './formats/gitleaks-config.ts'
import { readGitleaksIgnore } from './formats/gitleaks-ignore.ts'
import { readGitleaksReport } from './formats/gitleaks-report.ts'
import { readKingfisher } from './formats/kingfisher.ts'
import { readSarif } from './formats/sarif.ts'
import { readTrufflehog } from './formats/trufflehog.ts'
import { mostEntries, problem, type ReadForeign } from './foreign.ts'

export const foreignTools = ['gitleaks', 'trufflehog', 'detect-secrets', 'kingfisher', 'sarif'] as const
export type ForeignTool = (typeof foreignTools)[number]

/**
 * Reads what another tool lets pass. Pure; never throws.
 * @param name the file's, without its folder
 * @param from which tool's it is; undefined: by its name and what is in it
 */
export function readForeign(written: string, name: string, from: ForeignTool | undefined): ReadForeign {
  const text = written.replace(/^\ufeff/, '')
  const tool = from ?? toolOf(text, name)
  if (tool === undefined)
    return problem(`It cannot be told whose file this is. Say it with --from: ${foreignTools.join(', ')}.`)
  const read = readers[tool](text, name)
  if (!read.ok) return read
  const all = read.entries.length + read.notTaken.length
  return read.entries.length > mostEntries
    ? problem(`It has ${all} entries; an allowlist has at most ${mostEntries}. Take over a part of it.`)
    : read
}

const readers: Readonly<Record<ForeignTool, (text: string, name: string) => ReadForeign>> = {
  gitleaks: (text, name) => {
    if (name.endsWith('.toml')) return readGitleaksConfig(text)
    return /^\s*\[\s*(?:\{|\]\s*$)/.test(text) ? readGitleaksReport(text) : readGitleaksIgnore(text)
  },
  trufflehog: readTrufflehog,
  'detect-secrets': readDetectSecrets,
  kingfisher: readKingfisher,
  sarif: readSarif,
}

/** By what only one of them writes. */
function toolOf(text: string, name: string): ForeignTool | undefined {
  const signs: readonly (readonly [ForeignTool, boolean])[] = [
    ['gitleaks', /gitleaks.*\.toml$|\.gitleaksignore$/.test(name)],
    ['sarif', name.endsWith('.sarif') || /^\s*\{[^]{0,2000}"runs"\s*:/.test(text)],
    ['detect-secrets', name.endsWith('.secrets.baseline') || /^\s*\{[^]*"hashed_secret"\s*:/.test(text)],
    ['trufflehog', /^\s*\{[^\n]*"SourceMetadata"\s*:/.test(text)],
    ['gitleaks', /^\s*\[\s*\{[^]{0,2000}"RuleID"\s*:/.test(text)],
    ['kingfisher', /^ExactFindings:/m.test(text)],
  ]
  return signs.find(([, isIt]) => isIt)?.[0]
}
