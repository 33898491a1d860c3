@journey:guest-purchase
Feature: Finding what the shop sells

  Background:
    Given Edith is "careful-reader"
    And she opens the shop

  Scenario: The exact name is found
    When she searches for "Copper Whistling Kettle"
    Then she finds "Copper Whistling Kettle"
    And nothing got in her way

  Scenario: A part of the name is enough
    When she searches for "kettle"
    Then "Copper Whistling Kettle" is among the first 10 results

  Scenario: Browsing leads there too
    When she browses "Outdoors"
    And she opens "Storm Lantern"
    Then nothing got in her way

  Scenario: The cheapest comes first
    When she browses "Kitchen"
    And she sorts the list by price
    Then the cheapest is first

  Scenario: What is sold out says so
    When she opens "Cotton Hammock"
    Then it is sold out
    And nothing got in her way
