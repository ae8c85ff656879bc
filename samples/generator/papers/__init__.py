"""One module for each type of paper; `DRAFTS` names what can be drawn."""

from samples.generator.paper import Draft
from samples.generator.papers.administrative_document import administrative_document
from samples.generator.papers.application_form import application_form
from samples.generator.papers.appointment_slip import appointment_slip
from samples.generator.papers.authorization import authorization
from samples.generator.papers.birth_certificate import birth_certificate
from samples.generator.papers.birth_extract import birth_extract
from samples.generator.papers.business_registration import business_registration
from samples.generator.papers.citizen_card import citizen_id_card
from samples.generator.papers.construction_permit import construction_permit
from samples.generator.papers.criminal_record import criminal_record
from samples.generator.papers.death_extract import death_extract
from samples.generator.papers.diploma import diploma
from samples.generator.papers.driving_licence import driving_licence
from samples.generator.papers.health_certificate import health_certificate
from samples.generator.papers.health_insurance_card import health_insurance_card
from samples.generator.papers.household_book import household_book
from samples.generator.papers.household_business_registration import household_business_registration
from samples.generator.papers.identity_card_9 import identity_card_9
from samples.generator.papers.land_use_certificate import land_use_certificate
from samples.generator.papers.marital_status import marital_status_certificate
from samples.generator.papers.marriage_certificate import marriage_certificate
from samples.generator.papers.residence_confirmation import residence_confirmation
from samples.generator.papers.stranger import unknown
from samples.generator.papers.supplement_request import supplement_request

DRAFTS: dict[str, Draft] = {
    "administrative_document": administrative_document,
    "application_form": application_form,
    "appointment_slip": appointment_slip,
    "authorization": authorization,
    "birth_certificate": birth_certificate,
    "birth_extract": birth_extract,
    "business_registration": business_registration,
    "citizen_id_card": citizen_id_card,
    "construction_permit": construction_permit,
    "criminal_record": criminal_record,
    "death_extract": death_extract,
    "diploma": diploma,
    "driving_licence": driving_licence,
    "health_certificate": health_certificate,
    "health_insurance_card": health_insurance_card,
    "household_book": household_book,
    "household_business_registration": household_business_registration,
    "identity_card_9": identity_card_9,
    "land_use_certificate": land_use_certificate,
    "marital_status_certificate": marital_status_certificate,
    "marriage_certificate": marriage_certificate,
    "residence_confirmation": residence_confirmation,
    "supplement_request": supplement_request,
    "unknown": unknown,
}
