import { parseArgs } from 'node:util'

export interface ChaosArguments {
  readonly kills: number
  readonly seed: number
  readonly processes: number
  /** `enforce`: the program also changes GitHub, by a policy that says so. */
  readonly mode: 'observe' | 'enforce'
}

/** Reads `--kills N --seed S --processes P --mode M`. Without a seed there is another story each time, and it is printed. */
export function readChaosArguments(given: readonly string[], anySeed: () => number): ChaosArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      kills: { type: 'string', default: '3' },
      seed: { type: 'string' },
      processes: { type: 'string', default: '2' },
      mode: { type: 'string', default: 'observe' },
    },
  })
  return {
    kills: wholeNumber('kills', values.kills),
    seed: values.seed === undefined ? anySeed() : wholeNumber('seed', values.seed),
    processes: wholeNumber('processes', values.processes),
    mode: modeOf(values.mode),
  }
}

function modeOf(text: string): ChaosArguments['mode'] {
  if (text !== 'observe' && text !== 'enforce')
    throw new Error(`--mode must be observe or enforce, not ${text}`)
  return text
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text))
    throw new Error(`--${name} must be a whole number above 0, not ${text}`)
  return Number(text)
}
