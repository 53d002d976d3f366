// The five steps of a mapping, and what is worth talking about at each of them. Our own words for what the handbook leads through.

import type { ProcessNote } from "../protocol.ts";
import { t } from "../words.ts";

type Step = ProcessNote["step"];

export function processName(step: Step): string {
  switch (step) {
    case "purpose":
      return t("Formål");
    case "delimitation":
      return t("Afgrænsning");
    case "mapping":
      return t("Kortlægning");
    case "follow_up":
      return t("Opfølgning");
    case "end_product":
      return t("Slutprodukt");
  }
}

export function questions(step: Step): readonly string[] {
  switch (step) {
    case "purpose":
      return [
        t("Hvad skal kortlægningen gøre det lettere at beslutte bagefter?"),
        t("Hvem har bedt om den, og hvem skal bruge den?"),
        t("Hvad ved I allerede om jeres tilbud, og hvad mangler I at vide?"),
        t("Hvornår vil I sige, at det var dagen værd?"),
      ];
    case "delimitation":
      return [
        t("Skal I se på tværs af almen- og specialområdet eller kun på ét område eller én målgruppe?"),
        t("Hvilken aldersgruppe handler det om?"),
        t("Hvad tæller som et tilbud hos jer? Er rådgivning af fagpersoner med?"),
        t("Er tilbud fra foreninger, private og andre kommuner med?"),
        t("Hvor meget skal der stå om hvert tilbud?"),
      ];
    case "mapping":
      return [
        t("Hvilke fagområder skal være med, og hvem kan tale for dem?"),
        t("Hvem inviterer, og hvad skal deltagerne vide, før de kommer?"),
        t("Hvilken trappe giver mening hos jer, og hvem kan forklare den?"),
        t("Hvem leder dagen, og hvem hjælper ved bordene?"),
        t("Hvilke tilbud kender I i forvejen, så de kan ligge klar som kort?"),
      ];
    case "follow_up":
      return [
        t("Hvem samler op på materialet efter dagen, og hvornår er det gjort?"),
        t("Hvordan kan de, der ikke var med, rette og tilføje?"),
        t("Hvem tager stilling til de overlap og mangler, I finder?"),
        t("Hvilke målgrupper vil I se nærmere på bagefter?"),
      ];
    case "end_product":
      return [
        t("Skal I ende med et overblik, et katalog eller begge dele?"),
        t("Hvem skal bruge det, og hvor leder de efter det?"),
        t("Skal borgerne kunne se det, eller er det kun til jer selv?"),
        t("Hvem er tovholder, og hvem siger til, når et tilbud ændrer sig?"),
        t("Hvor tit skal det opdateres, og hvad får jer til at gøre det?"),
      ];
  }
}
