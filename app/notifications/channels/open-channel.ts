import { slackPayload } from '../formats/slack.ts'
import { teamsPayload } from '../formats/teams.ts'
import type { ChannelSettings } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { incomingWebhook } from './incoming-webhook.ts'
import { jiraSystem } from './jira.ts'
import { mailChannel } from './mail.ts'
import { serviceNowSystem } from './service-now.ts'
import { ticketChannel, type TicketSystem } from './ticket-channel.ts'
import { webhookChannel } from './webhook.ts'

/** The way to a target. */
export function openChannel(settings: ChannelSettings, network: Network): Channel {
  const { kind } = settings
  if (kind === 'slack') return incomingWebhook(settings.url, slackPayload, network)
  if (kind === 'teams') return incomingWebhook(settings.url, teamsPayload, network)
  if (kind === 'webhook') return webhookChannel(settings, network)
  if (kind === 'mail') return mailChannel(settings, network)
  return ticketChannel(openTickets(settings, network)!)
}

/** undefined: it keeps no tickets. */
export function openTickets(settings: ChannelSettings, network: Network): TicketSystem | undefined {
  if (settings.kind === 'jira') return jiraSystem(settings, network)
  return settings.kind === 'serviceNow' ? serviceNowSystem(settings, network) : undefined
}
