import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The parts that load native or generated code at run time stay outside the bundle.
  serverExternalPackages: ['pg', 'postgres', '@prisma/client', '@prisma/adapter-pg'],
  images: { unoptimized: true },
}

export default config
