import { renderCsv } from './csv.ts'
import { renderHtml } from './html.ts'
import { renderHuman } from './human.ts'
import { renderJson } from './json.ts'
import { renderJsonl } from './jsonl.ts'
import { renderMarkdown } from './markdown.ts'
import type { Renderer } from './renderer.ts'
import { renderSarif } from './sarif.ts'

/** Every format, by the name `--format` takes. */
export const formats = {
  human: renderHuman,
  json: renderJson,
  jsonl: renderJsonl,
  sarif: renderSarif,
  markdown: renderMarkdown,
  html: renderHtml,
  csv: renderCsv,
} as const satisfies Record<string, Renderer>

export type Format = keyof typeof formats
