import type { Message, MessageLine } from '../message.ts'
import { shortened } from '../shortened.ts'

const longestTitle = 200
/** Of characters that need three bytes each, thirty lines stay below the 28 KB that Teams takes. Source: learn.microsoft.com, "Limits and specifications for Microsoft Teams". */
const longestLine = 180

/**
 * The body for the Workflows trigger "When a Teams webhook request is received": a message with one Adaptive Card. Office connectors, which
 * took message cards, are retired. Source: learn.microsoft.com, "Post a workflow when a webhook request is received".
 *
 * Texts are runs of a `RichTextBlock`, in which nothing is Markdown, unlike in a `TextBlock`.
 */
export const teamsPayload = ({ title, lines, footer }: Message) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          block([{ ...run(shortened(title, longestTitle)), weight: 'Bolder', size: 'Medium' }]),
          ...lines.map((line) => block(runsOf(line))),
          block([{ ...run(shortened(footer, longestTitle)), isSubtle: true, size: 'Small' }]),
        ],
      },
    },
  ],
})

const block = (inlines: readonly object[]) => ({ type: 'RichTextBlock', inlines })
const run = (text: string) => ({ type: 'TextRun', text })

const runsOf = ({ text, link }: MessageLine): readonly object[] => [
  run(shortened(text, longestLine)),
  ...(link === undefined
    ? []
    : [
        run(' '),
        {
          ...run('Open'),
          color: 'Accent',
          underline: true,
          selectAction: { type: 'Action.OpenUrl', url: link },
        },
      ]),
]
