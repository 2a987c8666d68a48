import { renderPreview, renderPreviewJson, renderPreviewMarkdown } from './preview.ts'
import { renderWhy, renderWhyJson, renderWhyMarkdown } from './why.ts'

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
