import type { Context, Workshop } from "../context.ts";

/** Nobody listens there. */
const NOBODY = "unix:///nonexistent/size-matters/docker.sock";

/** The same workshop, on an engine that has just gone away. */
export async function withoutEngine(
  { engines }: Pick<Context, "engines">,
  workshop: Workshop,
): Promise<Workshop> {
  const { engine, builder } = workshop;
  return {
    ...workshop,
    engine: await engines.moved(engine, { host: NOBODY }),
    builder: { ...builder, env: { ...builder.env, DOCKER_HOST: NOBODY } },
  };
}
