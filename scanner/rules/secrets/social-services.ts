import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const asApp = 'complete sign-ins as the app and get access tokens of the people who use it'
const asPerson = 'act as the person who signed in, as far as its scopes reach'
const bare = 'Nothing, unless the client secret stands beside it.'

/** Social networks, music, games. */
export const socialServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'bluesky',
    name: 'Bluesky',
    revokeAt: 'https://bsky.app/settings/app-passwords',
    source: unverified('https://docs.bsky.app/docs/get-started'),
    kind: 'app-password',
    allows: 'read and post as this person',
    ...named(
      { words: 'bluesky app password', service: ['bluesky', 'bsky', 'atproto'] },
      chars('lowerDigits', 4),
      '-',
      chars('lowerDigits', 4),
      '-',
      chars('lowerDigits', 4),
      '-',
      chars('lowerDigits', 4),
    ),
  }),
  ...rulesOf(
    {
      id: 'flickr',
      name: 'Flickr',
      revokeAt: 'https://www.flickr.com/services/apps/by/me',
      source: unverified('https://www.flickr.com/services/api/misc.api_keys.html'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key or access token',
        severity: 'medium',
        confidence: 'medium',
        allows: 'use the API as the app and, with its secret, as the people who use it',
        ...named('flickr api key', chars('lowerDigits', 32)),
      },
      {
        kind: 'api-secret',
        title: 'API secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        ...named({ words: 'flickr api secret', name: /flickr.{0,20}secret/ }, chars('hex', 16)),
      },
    ],
  ),
  ...singleKey({
    id: 'foursquare',
    name: 'Foursquare',
    revokeAt: 'https://foursquare.com/developers/home',
    source: unverified('https://docs.foursquare.com/developer/reference/authentication'),
    severity: 'medium',
    allows: 'look up places at the cost of the account',
    ...anyOf(
      prefixed('fsq3', chars('base64', 43), '='),
      named('foursquare client secret', chars('upperDigits', 48)),
    ),
  }),
  ...singleKey({
    id: 'genius',
    name: 'Genius',
    revokeAt: 'https://genius.com/api-clients',
    source: unverified('https://docs.genius.com/'),
    kind: 'access-token',
    severity: 'low',
    allows: 'read songs at the cost of the app’s quota',
    ...named(
      { words: 'genius access token', ownWord: true },
      either(chars('base64url', 64), chars('base64url', 86)),
    ),
  }),
  ...singleKey({
    id: 'giphy',
    name: 'GIPHY',
    revokeAt: 'https://developers.giphy.com/dashboard/',
    source: unverified('https://developers.giphy.com/docs/api/'),
    severity: 'low',
    allows: 'search pictures at the cost of the app’s quota',
    ...named('giphy api key', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'kakao',
    name: 'Kakao',
    revokeAt: 'https://developers.kakao.com/console/app',
    source: unverified('https://developers.kakao.com/docs/latest/en/getting-started/app-key'),
    kind: 'app-key',
    title: 'REST API or admin key',
    severity: 'medium',
    allows: 'use the API as the app or, with the admin key, read and remove its users',
    ...named(
      {
        words: 'kakao admin key',
        name: /kakao.{0,20}(?:admin|rest|api|app|secret).{0,8}key|kakao.{0,20}secret/,
      },
      either(chars('hex', 32), chars('base62', 32)),
    ),
  }),
  ...singleKey({
    id: 'lastfm',
    name: 'Last.fm',
    revokeAt: 'https://www.last.fm/api/accounts',
    source: unverified('https://www.last.fm/api/authentication'),
    kind: 'api-secret',
    title: 'API key or shared secret',
    severity: 'low',
    allows: 'read music data as the app and, with its secret, complete its sign-ins',
    ...named({ words: 'lastfm api secret', service: ['lastfm', 'last fm'] }, chars('hex', 32)),
  }),
  ...rulesOf(
    {
      id: 'linkedin',
      name: 'LinkedIn',
      revokeAt: 'https://www.linkedin.com/developers/apps',
      source: unverified('https://learn.microsoft.com/en-us/linkedin/shared/authentication/authentication'),
    },
    [
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'high',
        allows: asApp,
        ...anyOf(
          prefixed(
            ['WPL_AP0.', 'WPL_AP1.'],
            chars('base62', 16),
            '.',
            chars('base64', 6, 12),
            either('==', '=', ''),
          ),
          named({ words: 'linkedin client secret', service: ['linkedin', 'linked in'] }, chars('base62', 16)),
        ),
      },
      {
        kind: 'access-token',
        title: 'access token',
        severity: 'high',
        confidence: 'medium',
        allows: asPerson,
        ...named(
          { words: 'linkedin access token', service: ['linkedin', 'linked in'] },
          'AQ',
          chars('base64url', 150, 600),
        ),
      },
      {
        kind: 'client-id',
        title: 'client id',
        severity: 'info',
        confidence: 'low',
        allows: 'tell which app it is; it becomes harmful with the client secret',
        ...named(
          {
            words: 'linkedin client id',
            service: ['linkedin', 'linked in'],
            name: /linkedin.{0,20}(?:client|app|api|token|key|account)/,
          },
          chars('lowerDigits', 14),
        ),
        fix: bare,
      },
    ],
  ),
  ...singleKey({
    id: 'mastodon',
    name: 'Mastodon',
    revokeAt: 'the instance’s Preferences > Development',
    source: unverified('https://docs.joinmastodon.org/client/token/'),
    kind: 'access-token',
    allows: asPerson,
    ...named('mastodon access token', chars('base64url', 43)),
  }),
  ...rulesOf(
    {
      id: 'pinterest',
      name: 'Pinterest',
      revokeAt: 'https://developers.pinterest.com/apps/',
      source: unverified(
        'https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/',
      ),
    },
    [
      {
        kind: 'access-token',
        title: 'access or refresh token',
        severity: 'high',
        confidence: 'high',
        allows: asPerson,
        ...prefixed(['pina_', 'pinr', 'pinc_'], {
          ...chars('base64url', 60, 250),
          pattern: '[A-Za-z0-9_.-]{60,250}',
        }),
      },
      {
        kind: 'app-secret',
        title: 'app secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        ...named(
          { words: 'pinterest app secret', name: /pinterest.{0,20}secret/ },
          either(chars('hex', 40), chars('hex', 64)),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'reddit',
    name: 'Reddit',
    revokeAt: 'https://www.reddit.com/prefs/apps',
    source: unverified('https://github.com/reddit-archive/reddit/wiki/OAuth2'),
    kind: 'client-secret',
    allows: 'act as the app and, as a script, as its owner',
    ...named(
      {
        words: 'reddit client secret',
        service: ['reddit', 'praw'],
        name: /(?:reddit|praw).{0,30}(?:secret|token|key)/,
      },
      either(chars('base64url', 27), chars('base64url', 30)),
    ),
  }),
  ...singleKey({
    id: 'riot',
    name: 'Riot Games',
    revokeAt: 'https://developer.riotgames.com/',
    source: unverified('https://developer.riotgames.com/docs/portal'),
    severity: 'low',
    allows: 'read game data at the cost of the app’s quota',
    ...prefixed('RGAPI-', uuid),
  }),
  ...singleKey({
    id: 'roblox',
    name: 'Roblox',
    revokeAt: 'https://create.roblox.com/dashboard/credentials, or by signing out everywhere',
    source: unverified('https://create.roblox.com/docs/cloud/auth/api-keys'),
    kind: 'session-cookie',
    title: 'browser session',
    severity: 'critical',
    allows: 'act as the person who was signed in',
    detect: [
      token(
        '_|WARNING:-DO-NOT-SHARE-THIS.',
        /_\|WARNING:-DO-NOT-SHARE-THIS\.[A-Za-z0-9 .,!'-]{20,200}\|_(?<secret>[A-Za-z0-9._-]{100,1200})/,
        { notBefore: null },
      ),
    ],
    randomBits: 400,
    matches: [
      () =>
        `.ROBLOSECURITY=${join('_|WARNING:-DO-NOT-SHARE-THIS.', '--Sharing-this-will-allow-someone-to-log-in-as-you.', '|_', random('HEX', 300))}`,
      () =>
        `cookie = "${join('_|WARNING:-DO-NOT-SHARE-THIS.', '--Sharing-this-will-allow-someone-to-log-in-as-you.', '|_', random('HEX', 400, 2))}"`,
    ],
    misses: [
      () => join('_|WARNING:-DO-NOT-SHARE-THIS.', '--Sharing-this'),
      () =>
        join(
          '_|WARNING:-DO-NOT-SHARE-THIS.',
          '--Sharing-this-will-allow-someone-to.',
          '|_',
          random('HEX', 20),
        ),
    ],
  }),
  ...rulesOf(
    {
      id: 'spotify',
      name: 'Spotify',
      revokeAt: 'https://developer.spotify.com/dashboard',
      source: unverified('https://developer.spotify.com/documentation/web-api/concepts/apps'),
    },
    [
      {
        kind: 'client-secret',
        title: 'client id or secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        ...named({ words: 'spotify client secret', service: ['spotify', 'spotipy'] }, chars('hex', 32)),
      },
      {
        kind: 'token',
        title: 'access or refresh token',
        severity: 'high',
        confidence: 'medium',
        allows: asPerson,
        ...named(
          {
            words: 'spotify refresh token',
            service: ['spotify', 'spotipy'],
            name: /spot(?:ify|ipy).{0,30}token/,
          },
          either('AQ', 'BQ'),
          chars('base64url', 100, 400),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'steam',
    name: 'Steam',
    revokeAt: 'https://steamcommunity.com/dev/apikey',
    source: unverified('https://steamcommunity.com/dev'),
    kind: 'web-api-key',
    title: 'Web API key',
    severity: 'medium',
    allows: 'use the Web API as its owner; trades have been stolen with it',
    ...named(
      { words: 'steam api key', name: /steam.{0,20}(?:apikey|webapi|token|key)/, ownWord: true },
      either(chars('HEX', 32), chars('hex', 32)),
    ),
  }),
  ...singleKey({
    id: 'strava',
    name: 'Strava',
    revokeAt: 'https://www.strava.com/settings/api',
    source: unverified('https://developers.strava.com/docs/authentication/'),
    kind: 'client-secret',
    title: 'client secret or token',
    allows: asApp,
    ...named('strava client secret', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'stackexchange',
    name: 'Stack Exchange',
    revokeAt: 'https://stackapps.com/apps/oauth',
    source: unverified('https://api.stackexchange.com/docs/authentication'),
    kind: 'app-key',
    title: 'app key or client secret',
    severity: 'low',
    allows: 'use the API at the app’s quota and, with the secret, complete its sign-ins',
    detect: [
      assigned(
        ['stackexchange', 'stack_exchange', 'stackapps', 'stackoverflow', 'stack_overflow'],
        /[A-Za-z0-9)(*]{22}\({2}/,
      ),
    ],
    randomBits: 130,
    matches: [
      () => `STACKEXCHANGE_KEY="${join(random('base62', 22), '((')}"`,
      () => `stackOverflowApiKey: '${join(random('base62', 14, 3), '*)', random('base62', 6, 4), '((')}'`,
    ],
    misses: [
      () => `STACKEXCHANGE_KEY="${random('base62', 24)}"`,
      () => `stackOverflowApiKey: '${'x'.repeat(22)}(('`,
    ],
  }),
  ...singleKey({
    id: 'tiktok',
    name: 'TikTok',
    revokeAt: 'https://developers.tiktok.com/apps',
    source: unverified('https://developers.tiktok.com/doc/oauth-user-access-token-management'),
    kind: 'client-secret',
    allows: asApp,
    ...named(
      { words: 'tiktok client secret', name: /tiktok.{0,30}(?:secret|key|token)/ },
      either(chars('base62', 32), chars('hex', 40)),
    ),
  }),
  ...singleKey({
    id: 'tmdb',
    name: 'The Movie Database',
    revokeAt: 'https://www.themoviedb.org/settings/api',
    source: unverified('https://developer.themoviedb.org/docs/authentication-application'),
    severity: 'low',
    allows: 'read film data at the cost of the app’s quota',
    ...named(
      { words: 'tmdb api key', service: ['tmdb', 'themoviedb', 'moviedb', 'movie db'] },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'trakt',
    name: 'Trakt',
    revokeAt: 'https://trakt.tv/oauth/applications',
    source: unverified('https://trakt.docs.apiary.io/'),
    kind: 'client-secret',
    severity: 'medium',
    title: 'client id or secret',
    allows: asApp,
    ...named('trakt client secret', chars('hex', 64)),
  }),
  ...singleKey({
    id: 'tumblr',
    name: 'Tumblr',
    revokeAt: 'https://www.tumblr.com/oauth/apps',
    source: unverified('https://www.tumblr.com/docs/en/api/v2'),
    kind: 'consumer-secret',
    title: 'consumer key, secret or token',
    allows: asApp,
    ...named('tumblr consumer secret', chars('base62', 50)),
  }),
  ...rulesOf(
    {
      id: 'twitch',
      name: 'Twitch',
      revokeAt: 'https://dev.twitch.tv/console/apps, or https://www.twitch.tv/settings/connections',
      source: unverified('https://dev.twitch.tv/docs/authentication/'),
    },
    [
      {
        kind: 'token',
        title: 'client secret or access token',
        severity: 'high',
        confidence: 'medium',
        allows: 'act as the app or as the person who signed in',
        ...named(
          {
            words: 'twitch client secret',
            service: ['twitch', 'tmi token', 'tmi oauth'],
            name: /twitch.{0,40}(?:secret|token|key|auth|pass)|^tmi/,
          },
          chars('lowerDigits', 30),
        ),
      },
      {
        kind: 'chat-token',
        title: 'chat token',
        severity: 'medium',
        confidence: 'high',
        allows: 'read and write chat as this account',
        ...prefixed('oauth:', chars('lowerDigits', 30)),
      },
      {
        kind: 'stream-key',
        title: 'stream key',
        severity: 'high',
        confidence: 'high',
        allows: 'broadcast on the channel',
        ...named(
          {
            words: 'twitch stream key',
            service: ['twitch', 'stream key', 'streamkey'],
            name: /streamkey|twitch/,
          },
          'live_',
          chars('digits', 6, 12),
          '_',
          chars('base62', 30),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'unsplash',
    name: 'Unsplash',
    revokeAt: 'https://unsplash.com/oauth/applications',
    source: unverified('https://unsplash.com/documentation'),
    kind: 'access-key',
    title: 'access key or secret key',
    severity: 'medium',
    allows: 'search pictures at the app’s quota and, with the secret, complete its sign-ins',
    ...named('unsplash access key', either(chars('base64url', 43), chars('hex', 64))),
  }),
  ...singleKey({
    id: 'vk',
    name: 'VK',
    revokeAt: 'https://vk.com/settings?act=apps',
    source: unverified('https://dev.vk.com/en/api/access-token/getting-started'),
    kind: 'access-token',
    allows: 'act as the person, community or app that it belongs to',
    ...prefixed('vk1.a.', chars('base64url', 150, 300)),
  }),
  ...singleKey({
    id: 'yelp',
    name: 'Yelp',
    revokeAt: 'https://www.yelp.com/developers/v3/manage_app',
    source: unverified('https://docs.developer.yelp.com/docs/fusion-authentication'),
    severity: 'low',
    allows: 'look up businesses at the cost of the account',
    ...named('yelp api key', chars('base64url', 128)),
  }),
]
