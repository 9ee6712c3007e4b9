import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import type { Env } from './env.ts'

/** Headers of every answer. The nonce of scripts is new for each, in `response.locals.nonce`. */
export function securityHeaders(env: Env) {
  const https = env.APP_ORIGIN.startsWith('https://')
  return (_request: Request, response: Response, next: NextFunction): void => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    response.locals.requestId = randomBytes(6).toString('hex')
    // The development server injects styles and talks over a web socket.
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      env.DEV ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      env.DEV ? "connect-src 'self' ws:" : "connect-src 'self'",
      "form-action 'self'",
      "manifest-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      ...(env.DEV ? [] : ["require-trusted-types-for 'script'"]),
    ].join('; ')
    response.setHeader('Content-Security-Policy', policy)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    // Not `no-referrer`: with it a browser sends `Origin: null` with a plain form (seen), and no form would work without JavaScript.
    // No other site is told anything either way.
    response.setHeader('Referrer-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    response.setHeader(
      'Permissions-Policy',
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self), screen-wake-lock=(self)',
    )
    response.setHeader('Cache-Control', 'no-store')
    if (https) response.setHeader('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
    next()
  }
}

// A page of a brief is some kilobytes. Files come as multipart, and are told themselves when they are too large: see upload.server.ts.
const mostFormBytes = 1024 * 1024
const mostMultipartBytes = 32 * 1024 * 1024

/**
 * Refuses what must not reach the pages.
 *
 * A change must come from our own origin, exactly (measured: the framework's own check lets resource routes, a missing Origin and
 * `?_data=` through); a browser that sends no Origin must say itself that it is the same. Requests for data from another site are
 * refused as well. A change says how long it is, and is no longer than a form can be: it is held in memory, whoever sends it. Forwarding
 * headers count only behind a proxy we were told of.
 */
export function refuseStrangers(env: Env) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!env.TRUST_PROXY) {
      for (const name of Object.keys(request.headers)) {
        if (name.startsWith('x-forwarded-') || name === 'forwarded') delete request.headers[name]
      }
    }
    if ('_data' in request.query) {
      response.status(410).type('text').send('This address is gone.')
      return
    }
    const origin = request.headers.origin
    const site = request.headers['sec-fetch-site']
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    const sameOrigin = origin === undefined ? site === 'same-origin' : origin === env.APP_ORIGIN
    if (changes && !sameOrigin) {
      response
        .status(403)
        .type('text')
        .send('This was sent from another site, so nothing was done. Open Huddle itself and try again.')
      return
    }
    const navigates = request.headers['sec-fetch-mode'] === 'navigate'
    if (!changes && site === 'cross-site' && !navigates) {
      response.status(403).type('text').send('Not for other sites.')
      return
    }
    // A change without anything in it is an empty form.
    if (changes) request.headers['content-type'] ??= 'application/x-www-form-urlencoded'
    const type = request.headers['content-type'] ?? ''
    if (changes && !/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
      response.status(415).type('text').send('Only forms are read here.')
      return
    }
    if (changes && refuseTooLong(request, response, type)) return
    next()
  }
}

function refuseTooLong(request: Request, response: Response, type: string): boolean {
  const most = /^multipart/i.test(type) ? mostMultipartBytes : mostFormBytes
  const unsaid = request.headers['transfer-encoding'] !== undefined
  if (!unsaid && Number(request.headers['content-length'] ?? 0) <= most) return false
  // What is still on its way is not read: the connection ends with the answer.
  response.set('Connection', 'close').type('text')
  if (unsaid) response.status(411).send('Say how long it is.')
  else response.status(413).send('This is too large, so nothing was done.')
  return true
}
