/** What GitHub shows in every theme; the words always stand beside them. */
export const signs = {
  good: '✅',
  bad: '❌',
  unsure: '❔',
  advice: '💡',
  warning: '⚠️',
  waiting: '⏳',
} as const
