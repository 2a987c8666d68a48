import type { App } from '../world/entities.ts'

/** One attempt to deliver an event, as the App's owner sees it in the log. */
export interface Delivery {
  readonly id: number
  /** The same for every attempt at one event. */
  readonly guid: string
  readonly appId: number
  readonly event: string
  readonly action: string | undefined
  readonly installationId: number | undefined
  readonly repositoryId: number | undefined
  readonly deliveredAt: number
  readonly isRedelivery: boolean
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Seconds. */
  readonly duration: number
  /** 0 where nothing answered in time. */
  readonly statusCode: number
  readonly status: string
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseText: string
}

/** What is to be sent. */
export type Message = Pick<
  Delivery,
  'guid' | 'event' | 'action' | 'installationId' | 'repositoryId' | 'isRedelivery' | 'text'
> & { readonly app: App }
