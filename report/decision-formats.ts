import { renderPreviewMarkdown } from './markdown/preview.ts'
import { renderWhyMarkdown } from './markdown/why.ts'
import { renderPreviewJson } from './preview.ts'
import { renderPreview } from './terminal/preview.ts'
import { renderWhy } from './terminal/why.ts'
import { renderWhyJson } from './why.ts'

/** How decisions and previews are printed. */
export const decisionFormats = ['human', 'json', 'markdown'] as const
export type DecisionFormat = (typeof decisionFormats)[number]

export const previewRenderers = {
  human: renderPreview,
  json: renderPreviewJson,
  markdown: renderPreviewMarkdown,
} as const satisfies Record<DecisionFormat, unknown>

export const whyRenderers = {
  human: renderWhy,
  json: renderWhyJson,
  markdown: renderWhyMarkdown,
} as const satisfies Record<DecisionFormat, unknown>
