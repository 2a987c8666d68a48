/** What can be pressed on our check. GitHub takes three, with 20 letters of label and identifier and 40 of description at most. */
export const buttons = {
  'request-access': { label: 'Request access', description: 'Asks that Claude may reach it' },
  'look-again': { label: 'Look again', description: 'Reads this repository anew' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly description: string }>>

export type ButtonName = keyof typeof buttons
export const isButton = (name: string): name is ButtonName => Object.hasOwn(buttons, name)
