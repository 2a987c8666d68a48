import type { ButtonName } from './buttons.ts'

/** Somebody pressed a button of a check, as a webhook said. Ids are our own unless they say otherwise. */
export interface NewButtonPress {
  readonly organization: string
  readonly repository: string
  /** GitHub's number of the check. */
  readonly checkRun: number
  readonly button: ButtonName
  /** An opaque person id. */
  readonly by: string
}

export interface ButtonPress extends Omit<NewButtonPress, 'organization'> {
  readonly id: string
  /** GitHub's numeric id of the person. */
  readonly personId: number
  /** undefined: the name was erased. */
  readonly login: string | undefined
  readonly receivedAt: Date
}
