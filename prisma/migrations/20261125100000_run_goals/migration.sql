-- AlterTable: counted once, when the run is stored, instead of over every measurement of every run of a list.
ALTER TABLE "runs" ADD COLUMN     "goals" JSONB NOT NULL DEFAULT '{}';

UPDATE "runs" r SET "goals" = coalesce((
    SELECT jsonb_object_agg(g.goal, g.n)
    FROM (
        SELECT m.goal, count(*)::int AS n FROM "measurements" m
        WHERE m.project_id = r.project_id AND m.run_id = r.id GROUP BY m.goal
    ) g
), '{}');

ALTER TABLE "runs" ALTER COLUMN "goals" DROP DEFAULT;
